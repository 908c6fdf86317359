package dev.fargatecd.templates.contract;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;

/** What a service's stack is told: the commit by the build, all else by the pipeline's stage. */
public enum ServiceParameter {
    TAG("Tag"),
    REPOSITORY_URI("RepositoryUri"),
    ENVIRONMENT_NAME("EnvironmentName"),
    ENVIRONMENT_STACK("EnvironmentStack");

    private final String parameterName;

    ServiceParameter(String parameterName) {
        this.parameterName = parameterName;
    }

    /** The parameter's name in the template. */
    public String parameterName() {
        return parameterName;
    }

    /** The value, in the template that has the parameter. */
    public Node ref() {
        return Fn.ref(parameterName);
    }
}
