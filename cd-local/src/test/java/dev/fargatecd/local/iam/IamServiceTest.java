package dev.fargatecd.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

final class IamServiceTest {
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
            "Principal":{"Service":"ecs-tasks.amazonaws.com"}}]}""";
    private static final String READ = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""";
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static LocalCloud cloud;
    private static IamClient iam;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        iam = cloud.client(IamClient.class);
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void keepsARoleWithItsPathTrustAndTags() {
        iam.createRole(role -> role.roleName("kept")
                .path("/fargate-cd/welcomer/")
                .assumeRolePolicyDocument(TRUST)
                .description("runs tasks")
                .tags(Tag.builder().key("app").value("welcomer").build()));

        Role role = iam.getRole(get -> get.roleName("kept")).role();
        assertThat(role.arn()).isEqualTo("arn:aws:iam::000000000000:role/fargate-cd/welcomer/kept");
        assertThat(role.roleId()).matches("AROA[A-Z2-7]{17}");
        assertThat(role.maxSessionDuration()).isEqualTo(3600);
        assertThat(role.assumeRolePolicyDocument()).startsWith("%7B%22Version%22%3A%222012-10-17%22");
        assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(TRUST);
        assertThat(role.tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("welcomer"));
        assertThat(iam.listRoles(list -> list.pathPrefix("/fargate-cd/")).roles())
                .extracting(Role::roleName)
                .containsExactly("kept");
    }

    @Test
    void aNameIsTakenWhateverItsCase() {
        createRole("taken");
        fails(() -> createRole("Taken"), 409, "EntityAlreadyExists", "Role with name Taken already exists.");
    }

    @Test
    void refusesATrustPolicyThatNamesNobody() {
        fails(
                () -> iam.createRole(role -> role.roleName("nobody").assumeRolePolicyDocument("{")),
                400,
                "MalformedPolicyDocument",
                "This policy contains invalid Json");
        fails(
                () -> iam.createRole(role -> role.roleName("nobody")
                        .assumeRolePolicyDocument(TRUST.replace(
                                "\"Service\":\"ecs-tasks.amazonaws.com\"",
                                "\"AWS\":\"arn:aws:iam::000000000000:role/none\""))),
                400,
                "MalformedPolicyDocument",
                "Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:role/none\"");
        fails(
                () -> iam.getRole(get -> get.roleName("nobody")),
                404,
                "NoSuchEntity",
                "The role with name nobody cannot be found.");
    }

    @Test
    void aRoleWithPoliciesIsNotDeleted() {
        createRole("used");
        iam.attachRolePolicy(attach -> attach.roleName("used").policyArn(ADMINISTRATOR));
        iam.putRolePolicy(put -> put.roleName("used").policyName("read").policyDocument(READ));
        assertThat(iam.listAttachedRolePolicies(list -> list.roleName("used")).attachedPolicies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.policyName()).isEqualTo("AdministratorAccess"));
        assertThat(iam.listRolePolicies(list -> list.roleName("used")).policyNames())
                .containsExactly("read");
        String document = iam.getRolePolicy(get -> get.roleName("used").policyName("read"))
                .policyDocument();
        assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(READ);

        fails(() -> deleteRole("used"), 409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
        iam.detachRolePolicy(detach -> detach.roleName("used").policyArn(ADMINISTRATOR));
        fails(() -> deleteRole("used"), 409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
        iam.deleteRolePolicy(delete -> delete.roleName("used").policyName("read"));
        deleteRole("used");
        fails(() -> deleteRole("used"), 404, "NoSuchEntity", "The role with name used cannot be found.");
    }

    @Test
    void aManagedPolicyHasUpToFiveVersionsOfWhichOneIsTheDefault() {
        String arn = iam.createPolicy(
                        create -> create.policyName("versioned").path("/team/").policyDocument(READ))
                .policy()
                .arn();
        assertThat(arn).isEqualTo("arn:aws:iam::000000000000:policy/team/versioned");
        for (int i = 2; i <= 5; i++) {
            iam.createPolicyVersion(create -> create.policyArn(arn)
                    .policyDocument(READ.replace("Get", "List"))
                    .setAsDefault(true));
        }
        fails(
                () -> iam.createPolicyVersion(create -> create.policyArn(arn).policyDocument(READ)),
                409,
                "LimitExceeded",
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an"
                        + " existing version.");
        assertThat(iam.getPolicy(get -> get.policyArn(arn)).policy().defaultVersionId())
                .isEqualTo("v5");
        assertThat(iam.listPolicyVersions(list -> list.policyArn(arn)).versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v5", "v4", "v3", "v2", "v1");
        fails(
                () -> iam.deletePolicyVersion(delete -> delete.policyArn(arn).versionId("v5")),
                409,
                "DeleteConflict",
                "Cannot delete the default version of a policy.");
        iam.setDefaultPolicyVersion(set -> set.policyArn(arn).versionId("v1"));
        iam.deletePolicyVersion(delete -> delete.policyArn(arn).versionId("v5"));
        assertThat(iam.createPolicyVersion(create -> create.policyArn(arn).policyDocument(READ))
                        .policyVersion()
                        .versionId())
                .as("numbers are not used again")
                .isEqualTo("v6");
        PolicyVersion first =
                iam.getPolicyVersion(get -> get.policyArn(arn).versionId("v1")).policyVersion();
        assertThat(first.isDefaultVersion()).isTrue();
        assertThat(URLDecoder.decode(first.document(), StandardCharsets.UTF_8)).isEqualTo(READ);
    }

    @Test
    void aPolicyInUseIsNotDeleted() {
        String arn = iam.createPolicy(create -> create.policyName("boundary").policyDocument(READ))
                .policy()
                .arn();
        iam.createRole(
                role -> role.roleName("bounded").assumeRolePolicyDocument(TRUST).permissionsBoundary(arn));
        assertThat(iam.getRole(get -> get.roleName("bounded"))
                        .role()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .isEqualTo(arn);
        assertThat(iam.getPolicy(get -> get.policyArn(arn)).policy().permissionsBoundaryUsageCount())
                .isEqualTo(1);
        fails(
                () -> iam.deletePolicy(delete -> delete.policyArn(arn)),
                409,
                "DeleteConflict",
                "Cannot delete a policy attached to entities.");
        deleteRole("bounded");
        iam.deletePolicy(delete -> delete.policyArn(arn));
        fails(
                () -> iam.attachRolePolicy(attach -> attach.roleName("bounded").policyArn(arn)),
                404,
                "NoSuchEntity",
                "The role with name bounded cannot be found.");
    }

    @Test
    void aServiceHasItsOwnRoleOnceAndOnlyItChangesIt() {
        Role role = iam.createServiceLinkedRole(create -> create.awsServiceName("ecs.amazonaws.com"))
                .role();
        assertThat(role.arn())
                .isEqualTo("arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
        fails(
                () -> iam.createServiceLinkedRole(create -> create.awsServiceName("ecs.amazonaws.com")),
                400,
                "InvalidInput",
                "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.");
        fails(
                () -> deleteRole("AWSServiceRoleForECS"),
                400,
                "UnmodifiableEntity",
                "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only"
                        + " modifiable by AWS");
        assertThat(iam.deleteServiceLinkedRole(delete -> delete.roleName("AWSServiceRoleForECS"))
                        .deletionTaskId())
                .startsWith("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/");
    }

    @Test
    void aUserHasAtMostTwoAccessKeys() {
        iam.createUser(create -> create.userName("ann"));
        AccessKey key = iam.createAccessKey(create -> create.userName("ann")).accessKey();
        iam.createAccessKey(create -> create.userName("ann"));
        assertThat(key.accessKeyId()).startsWith("AKIA");
        fails(
                () -> iam.createAccessKey(create -> create.userName("ann")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for AccessKeysPerUser: 2");
        fails(
                () -> iam.deleteUser(delete -> delete.userName("ann")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete access keys first.");
        iam.listAccessKeys(list -> list.userName("ann"))
                .accessKeyMetadata()
                .forEach(found ->
                        iam.deleteAccessKey(delete -> delete.userName("ann").accessKeyId(found.accessKeyId())));
        iam.deleteUser(delete -> delete.userName("ann"));
        assertThat(iam.listUsers().users()).isEmpty();
    }

    @Test
    void listsInPages() {
        List.of("page-a", "page-b", "page-c")
                .forEach(name -> iam.createRole(
                        role -> role.roleName(name).path("/pages/").assumeRolePolicyDocument(TRUST)));
        assertThat(iam.listRoles(list -> list.pathPrefix("/pages/").maxItems(2)).isTruncated())
                .isTrue();
        assertThat(iam.listRolesPaginator(list -> list.pathPrefix("/pages/").maxItems(2))
                        .roles())
                .extracting(Role::roleName)
                .containsExactly("page-a", "page-b", "page-c");
    }

    private static void createRole(String name) {
        iam.createRole(role -> role.roleName(name).assumeRolePolicyDocument(TRUST));
    }

    private static void deleteRole(String name) {
        iam.deleteRole(delete -> delete.roleName(name));
    }

    private static void fails(ThrowingCallable call, int status, String code, String message) {
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(call).satisfies(failure -> {
            assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(failure.statusCode()).isEqualTo(status);
        });
    }
}
