package dev.fargatecd.junit;

import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Drift;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.definition.Definition;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with a definition and what it delivers.
 *
 * @param folder only read, never written
 */
record Project(Path folder, Delivery delivery, Rendering rendering) {
    /**
     * The project that a test names.
     *
     * @param name a resource's name, a path, or empty for the nearest definition
     * @throws IllegalArgumentException where there is none, its definition is wrong, or its cf/ is another definition's
     */
    static Project of(Class<?> test, String name) {
        Path folder = folder(test, name);
        Delivery delivery =
                Definition.read(folder.resolve(Definition.FILE_NAME)).orElseThrow();
        Rendering rendering = Rendering.of(delivery);
        List<Drift> drift = Drift.between(rendering, folder).stream()
                .filter(one -> one.kind() != Drift.Kind.MISSING) // a test's copy gets those
                .toList();
        if (!drift.isEmpty()) {
            throw new IllegalArgumentException("what is committed is not what " + Definition.FILE_NAME
                    + " renders, so a push would deliver something else: " + drift + "; run fargate-cd render");
        }
        if (delivery.pipeline().isEmpty()) {
            throw new IllegalArgumentException(folder + " defines environments alone: there is no pipeline to push to");
        }
        return new Project(folder, delivery, rendering);
    }

    private static Path folder(Class<?> test, String name) {
        if (name.isEmpty()) {
            return nearest();
        }
        URL resource = test.getClassLoader().getResource(name + "/" + Definition.FILE_NAME);
        try {
            if (resource != null && resource.getProtocol().equals("file")) {
                return Path.of(resource.toURI()).resolveSibling(".").normalize();
            }
        } catch (URISyntaxException odd) {
            throw new IllegalArgumentException(resource + " can't be a path", odd);
        }
        Path folder = Path.of(name).toAbsolutePath().normalize();
        if (!Files.exists(folder.resolve(Definition.FILE_NAME))) {
            throw new IllegalArgumentException("there is no " + Definition.FILE_NAME + " in " + folder
                    + ", and no resource " + name + "/" + Definition.FILE_NAME);
        }
        return folder;
    }

    private static Path nearest() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(Definition.FILE_NAME))) {
                return at;
            }
        }
        throw new IllegalArgumentException("there is no " + Definition.FILE_NAME + " in " + start
                + " or above: name its folder with @LocalCloudTest(project = …)");
    }
}
