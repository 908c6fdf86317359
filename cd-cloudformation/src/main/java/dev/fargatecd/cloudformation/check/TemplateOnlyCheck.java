package dev.fargatecd.cloudformation.check;

/** A check that looks at each template by itself. */
public interface TemplateOnlyCheck extends Check {
    @Override
    default void check(CheckedFiles files, Findings findings) {
        files.templates().forEach(template -> check(template, findings));
    }

    /** Looks at one template. */
    void check(CheckedTemplate template, Findings findings);
}
