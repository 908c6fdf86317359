package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.BlobIdDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.FileDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.FolderDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;

/** The errors that several of CodeCommit's operations answer. All of CodeCommit's client errors are HTTP 400. */
final class CodeCommitFaults {
    private CodeCommitFaults() {}

    static AwsServiceException of(AwsServiceException.Builder builder, String code, String message) {
        return Faults.of(builder, 400, code, message);
    }

    static AwsServiceException noRepository(String name) {
        return of(
                RepositoryDoesNotExistException.builder(), "RepositoryDoesNotExistException", name + " does not exist");
    }

    static AwsServiceException noBranch(String name) {
        return of(
                BranchDoesNotExistException.builder(),
                "BranchDoesNotExistException",
                "Branch " + name + " does not exist");
    }

    static AwsServiceException noCommit(String specifier) {
        return of(
                CommitDoesNotExistException.builder(),
                "CommitDoesNotExistException",
                "Could not resolve the commit specifier " + specifier);
    }

    static AwsServiceException noFile(String path) {
        return of(
                FileDoesNotExistException.builder(),
                "FileDoesNotExistException",
                "Could not find the file path " + path + " in the commit");
    }

    static AwsServiceException noFolder(String path) {
        return of(
                FolderDoesNotExistException.builder(),
                "FolderDoesNotExistException",
                "Could not find the folder path " + path + " in the commit");
    }

    static AwsServiceException noBlob(String id) {
        return of(
                BlobIdDoesNotExistException.builder(), "BlobIdDoesNotExistException", "Blob " + id + " does not exist");
    }
}
