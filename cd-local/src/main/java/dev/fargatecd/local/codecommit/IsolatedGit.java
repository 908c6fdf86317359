package dev.fargatecd.local.codecommit;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * JGit's view of the machine without anybody's git configuration: a repository of the local cloud behaves the same for
 * every user, and nothing is written into their home.
 */
final class IsolatedGit extends SystemReader.Delegate {
    private final FileBasedConfig empty = new Nothing(null);

    private IsolatedGit(SystemReader machine) {
        super(machine);
    }

    /**
     * Makes it JGit's view, once. JGit offers no narrower place than the whole JVM for it, and asks there whenever it
     * opens a repository.
     */
    static synchronized void install() {
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof IsolatedGit)) {
            SystemReader.setInstance(new IsolatedGit(now));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(parent);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent);
    }

    @Override
    public StoredConfig getUserConfig() {
        return empty;
    }

    @Override
    public StoredConfig getJGitConfig() {
        return empty;
    }

    @Override
    public StoredConfig getSystemConfig() {
        return empty;
    }

    /**
     * A configuration without a file.
     *
     * <p>What it does know is how coarse the file system's clock is. Else JGit measures that at the first repository, for
     * seconds, with files that it writes into it. A second is safe anywhere: what changed within the last one is read
     * again.
     */
    private static final class Nothing extends FileBasedConfig {
        Nothing(@Nullable Config parent) {
            super(parent, null, FS.DETECTED);
        }

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long defaultValue, TimeUnit wantUnit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? wantUnit.convert(1, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
