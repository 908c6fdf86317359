package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterResponse;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsResponse;

/** The operations on clusters. */
final class Clusters {
    private static final String DEFAULT = "default";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int PAGE = 100;
    /** Nothing runs in them but tasks of Fargate, so these names mean nothing more than that. */
    private static final List<String> FARGATE = List.of("FARGATE", "FARGATE_SPOT");

    private final EcsTables tables;

    Clusters(EcsTables tables) {
        this.tables = tables;
    }

    CreateClusterResponse create(CreateClusterRequest request) {
        Supported.only("ecs CreateCluster", request, "clusterName", "tags", "settings", "capacityProviders");
        Scope scope = Caller.current().scope();
        String name = request.clusterName() == null ? DEFAULT : request.clusterName();
        if (!NAME.matcher(name).matches()) {
            throw EcsFaults.invalid("Cluster names can have up to 255 letters (uppercase and lowercase), numbers,"
                    + " hyphens, and underscores.");
        }
        Cluster cluster = Cluster.builder()
                .clusterArn(scope.arn("ecs", "cluster/" + name))
                .clusterName(name)
                .status("ACTIVE")
                .settings(request.hasSettings() ? settings(request.settings()) : defaultSettings())
                .capacityProviders(providers(request.capacityProviders()))
                .tags(request.tags())
                .build();
        tables.clusters().putIfAbsent(new Key(scope, name), cluster);
        return CreateClusterResponse.builder()
                .cluster(find(scope, name).map(this::counted).orElse(cluster))
                .build();
    }

    UpdateClusterResponse update(UpdateClusterRequest request) {
        Supported.only("ecs UpdateCluster", request, "cluster", "settings");
        return UpdateClusterResponse.builder()
                .cluster(change(request.cluster(), request.hasSettings() ? settings(request.settings()) : null))
                .build();
    }

    UpdateClusterSettingsResponse update(UpdateClusterSettingsRequest request) {
        return UpdateClusterSettingsResponse.builder()
                .cluster(change(request.cluster(), settings(request.settings())))
                .build();
    }

    private Cluster change(@Nullable String cluster, @Nullable List<ClusterSetting> settings) {
        Cluster before = get(cluster);
        Key key = new Key(Caller.current().scope(), before.clusterName());
        return tables.clusters()
                .update(
                        key,
                        old -> settings == null
                                ? old
                                : old.toBuilder().settings(settings).build())
                .map(this::counted)
                .orElseThrow(EcsFaults::clusterNotFound);
    }

    DeleteClusterResponse delete(DeleteClusterRequest request) {
        Cluster cluster = get(EcsFaults.required(request.cluster(), "Cluster identifier"));
        Scope scope = Caller.current().scope();
        boolean serves = tables.services().list(scope).stream()
                .anyMatch(service -> service.settings().clusterArn().equals(cluster.clusterArn())
                        && service.status() == ServiceStatus.ACTIVE);
        if (serves) {
            throw EcsFaults.clusterContainsServices();
        }
        if (!tables.liveTasksIn(scope, cluster.clusterArn()).isEmpty()) {
            throw EcsFaults.clusterContainsTasks();
        }
        tables.clusters().remove(new Key(scope, cluster.clusterName()));
        tables.services().list(scope).stream()
                .filter(service -> service.settings().clusterArn().equals(cluster.clusterArn()))
                .forEach(gone -> tables.services().remove(new Key(scope, gone.key())));
        return DeleteClusterResponse.builder()
                .cluster(cluster.toBuilder().status("INACTIVE").build())
                .build();
    }

    DescribeClustersResponse describe(DescribeClustersRequest request) {
        Scope scope = Caller.current().scope();
        boolean withTags = request.include().contains(ClusterField.TAGS);
        boolean withSettings = request.include().contains(ClusterField.SETTINGS);
        List<Cluster> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : request.hasClusters() ? request.clusters() : List.of(DEFAULT)) {
            Optional<Cluster> cluster = find(scope, name);
            if (cluster.isEmpty()) {
                failures.add(Failure.builder()
                        .arn(scope.arn("ecs", "cluster/" + nameOf(name)))
                        .reason("MISSING")
                        .build());
                continue;
            }
            Cluster.Builder shown = counted(cluster.get()).toBuilder();
            if (!withTags) {
                shown.tags(List.of());
            }
            if (!withSettings) {
                shown.settings(List.of());
            }
            found.add(shown.build());
        }
        return DescribeClustersResponse.builder()
                .clusters(found)
                .failures(failures)
                .build();
    }

    ListClustersResponse list(ListClustersRequest request) {
        List<String> arns = tables.clusters().list(Caller.current().scope()).stream()
                .map(Cluster::clusterArn)
                .toList();
        Page<String> page = Pages.of(arns, request.nextToken(), request.maxResults(), PAGE);
        return ListClustersResponse.builder()
                .clusterArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** The cluster of that name or ARN, the default one for null; or AWS's error. */
    Cluster get(@Nullable String nameOrArn) {
        return find(Caller.current().scope(), nameOrArn == null ? DEFAULT : nameOrArn)
                .orElseThrow(EcsFaults::clusterNotFound);
    }

    private Optional<Cluster> find(Scope scope, String nameOrArn) {
        return tables.clusters().get(new Key(scope, nameOf(nameOrArn)));
    }

    /** What follows the last slash. */
    static String nameOf(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    private Cluster counted(Cluster cluster) {
        Scope scope = scopeOf(cluster);
        List<TaskState> tasks = tables.liveTasksIn(scope, cluster.clusterArn());
        int running = (int) tasks.stream()
                .filter(task -> task.status() == TaskStatus.RUNNING)
                .count();
        int pending =
                (int) tasks.stream().filter(task -> task.status().isStarting()).count();
        int services = (int) tables.services().list(scope).stream()
                .filter(service -> service.settings().clusterArn().equals(cluster.clusterArn()))
                .filter(service -> service.status() == ServiceStatus.ACTIVE)
                .count();
        return cluster.toBuilder()
                .registeredContainerInstancesCount(0)
                .runningTasksCount(running)
                .pendingTasksCount(pending)
                .activeServicesCount(services)
                .build();
    }

    private static Scope scopeOf(Cluster cluster) {
        String[] arn = cluster.clusterArn().split(":");
        return new Scope(arn[4], arn[3]);
    }

    private static List<ClusterSetting> settings(List<ClusterSetting> given) {
        for (ClusterSetting setting : given) {
            if (setting.name() != ClusterSettingName.CONTAINER_INSIGHTS
                    || !List.of("enabled", "disabled", "enhanced").contains(String.valueOf(setting.value()))) {
                throw EcsFaults.invalid("Invalid cluster setting: " + setting.nameAsString() + "=" + setting.value());
            }
        }
        return given;
    }

    private static List<ClusterSetting> defaultSettings() {
        return List.of(ClusterSetting.builder()
                .name(ClusterSettingName.CONTAINER_INSIGHTS)
                .value("disabled")
                .build());
    }

    private static List<String> providers(List<String> given) {
        given.stream()
                .filter(provider -> !FARGATE.contains(provider))
                .findFirst()
                .ifPresent(other -> {
                    throw new UnsupportedOperationException("ecs CreateCluster: the capacity provider " + other
                            + " is not supported by the local cloud");
                });
        return given;
    }
}
