package dev.fargatecd.local.images;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an image will be, before anything of it is made.
 *
 * @param base an image of this cloud's registry to build on; empty for none, and where a known base is left out
 * @param env in the order in which the variables were set
 * @param ports as {@code 5000/tcp}
 * @param warnings for whoever builds: what was accepted without its effect
 */
public record ImagePlan(
        Optional<ImageName> base,
        List<Layer> layers,
        Map<String, String> env,
        Map<String, String> labels,
        Optional<String> workdir,
        Optional<String> user,
        List<String> ports,
        Optional<List<String>> entrypoint,
        Optional<List<String>> cmd,
        List<String> warnings) {

    /** The same with more labels. */
    public ImagePlan withLabels(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.putAll(more);
        return new ImagePlan(base, layers, env, all, workdir, user, ports, entrypoint, cmd, warnings);
    }

    /**
     * The files of one COPY, or a WORKDIR's folder.
     *
     * @param origin the instruction, for the layer's history
     */
    public record Layer(String origin, List<Entry> entries) {}

    /**
     * A file or folder in the image.
     *
     * @param source the file, or any folder where this is one
     * @param target absolute, in the image
     * @param mode permission bits
     * @param owner {@code uid:gid}
     */
    public record Entry(Path source, String target, int mode, String owner) {}
}
