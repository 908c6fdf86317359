package dev.fargatecd.local.codecommit;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.FileMode;
import software.amazon.awssdk.services.codecommit.model.File;
import software.amazon.awssdk.services.codecommit.model.Folder;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;
import software.amazon.awssdk.services.codecommit.model.SubModule;
import software.amazon.awssdk.services.codecommit.model.SymbolicLink;

/** Collects a folder's entries by their kinds, as GetFolder answers them. */
final class FolderContent {
    private final String folder;
    private final GetFolderResponse.Builder response;
    private final List<Folder> folders = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final List<SymbolicLink> links = new ArrayList<>();
    private final List<SubModule> modules = new ArrayList<>();

    FolderContent(String folder, GetFolderResponse.Builder response) {
        this.folder = folder;
        this.response = response;
    }

    void add(String name, FileMode mode, String id) {
        String path = folder.isEmpty() ? name : folder + "/" + name;
        if (mode.equals(FileMode.TREE)) {
            folders.add(Folder.builder()
                    .treeId(id)
                    .absolutePath(path)
                    .relativePath(name)
                    .build());
        } else if (mode.equals(FileMode.GITLINK)) {
            modules.add(SubModule.builder()
                    .commitId(id)
                    .absolutePath(path)
                    .relativePath(name)
                    .build());
        } else if (mode.equals(FileMode.SYMLINK)) {
            links.add(SymbolicLink.builder()
                    .blobId(id)
                    .absolutePath(path)
                    .relativePath(name)
                    .fileMode(Trees.mode(mode))
                    .build());
        } else {
            files.add(File.builder()
                    .blobId(id)
                    .absolutePath(path)
                    .relativePath(name)
                    .fileMode(Trees.mode(mode))
                    .build());
        }
    }

    GetFolderResponse response() {
        return response.subFolders(folders)
                .files(files)
                .symbolicLinks(links)
                .subModules(modules)
                .build();
    }
}
