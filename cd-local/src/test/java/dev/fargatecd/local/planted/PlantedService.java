package dev.fargatecd.local.planted;

import java.util.List;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** Does what no service may: it looks at the wire. ArchitectureTest shows that its rule finds it. */
public final class PlantedService {
    private PlantedService() {}

    /** The places of a member on the wire. */
    public static List<MarshallLocation> locations() {
        return List.of(MarshallLocation.values());
    }
}
