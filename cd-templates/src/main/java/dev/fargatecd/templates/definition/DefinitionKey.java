package dev.fargatecd.templates.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of the file, each section's in the order in which they are written. */
final class DefinitionKey {
    static final String VERSION = "version";
    static final String APPLICATION = "application";
    static final String SOURCE = "source";
    static final String BUILD = "build";
    static final String SERVICE = "service";
    static final String ENVIRONMENTS = "environments";
    static final List<String> DEFINITION = List.of(VERSION, APPLICATION, SOURCE, BUILD, SERVICE, ENVIRONMENTS);

    static final String CODECOMMIT = "codecommit";
    static final String REPOSITORY = "repository";
    static final String BRANCH = "branch";
    static final List<String> CODECOMMIT_KEYS = List.of(REPOSITORY, BRANCH);

    static final String BUILDSPEC = "buildspec";

    static final String PORT = "port";
    static final String PATH = "path";
    static final String HEALTH_CHECK = "health-check";
    static final String GRACE_PERIOD = "grace-period";
    static final String CPU = "cpu";
    static final String MEMORY = "memory";
    static final String ENVIRONMENT = "environment";
    static final String SECRETS = "secrets";
    static final String PRIORITY = "priority";
    static final List<String> SERVICE_KEYS =
            List.of(PORT, PATH, HEALTH_CHECK, GRACE_PERIOD, CPU, MEMORY, ENVIRONMENT, SECRETS, PRIORITY);

    static final String DESIRED_COUNT = "desired-count";
    static final String APPROVAL = "approval";
    static final String NETWORK = "network";
    static final String CERTIFICATE = "certificate";
    static final List<String> ENVIRONMENT_KEYS = List.of(DESIRED_COUNT, APPROVAL, CERTIFICATE, NETWORK);

    static final String REQUIRED = "required";
    static final String NONE = "none";

    static final String CREATE = "create";
    static final String NAT = "nat";
    static final String VPC = "vpc";
    static final String SUBNETS = "subnets";
    static final String STACK = "stack";
    static final String ASSIGN_PUBLIC_IP = "assign-public-ip";
    static final List<String> NETWORK_KEYS = List.of(CREATE, NAT, VPC, SUBNETS, STACK, ASSIGN_PUBLIC_IP);

    private static final Map<String, List<String>> SECTIONS = Map.of(
            "source.codecommit",
            CODECOMMIT_KEYS,
            BUILD,
            List.of(BUILDSPEC),
            SERVICE,
            SERVICE_KEYS,
            "an environment",
            ENVIRONMENT_KEYS,
            "an environment's network",
            NETWORK_KEYS);

    private DefinitionKey() {}

    /** Where a key belongs that was written elsewhere; empty when it belongs nowhere. */
    static Optional<String> sectionOf(String key) {
        return SECTIONS.entrySet().stream()
                .filter(section -> section.getValue().contains(key))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
