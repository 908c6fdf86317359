package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;

/** The uploads under way: to which repository each belongs. */
final class Uploads {
    /** An upload of a layer. */
    record Upload(String repository) {}

    private final CloudContext cloud;
    private final Table<Upload> table;

    Uploads(CloudContext cloud) {
        this.cloud = cloud;
        table = cloud.store().table("ecr.uploads", Upload.class);
    }

    /** Begins one and answers its id. */
    String begin(Scope scope, String repository) {
        String id = cloud.ids().uuid();
        table.put(new Key(scope, id), new Upload(repository));
        return id;
    }

    boolean exists(Scope scope, String repository, String id) {
        return table.get(new Key(scope, id))
                .filter(upload -> upload.repository().equals(repository))
                .isPresent();
    }

    void end(Scope scope, String id) {
        table.remove(new Key(scope, id));
    }
}
