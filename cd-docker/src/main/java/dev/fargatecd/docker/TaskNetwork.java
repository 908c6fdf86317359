package dev.fargatecd.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.Optional;

/**
 * The network in which a cloud's tasks have their addresses, and this machine one, too.
 *
 * @param id the engine's
 * @param gateway this machine's address in it
 */
record TaskNetwork(String id, InetAddress gateway) {
    /**
     * Makes one.
     *
     * @throws IOException where the engine can't, or where this machine has no address in it
     */
    static TaskNetwork make(DockerEngine engine, String name, Map<String, String> labels) throws IOException {
        DockerClient client = engine.quick();
        String id;
        try {
            id = client.createNetworkCmd()
                    .withName(name)
                    .withDriver("bridge")
                    .withLabels(labels)
                    .exec()
                    .getId();
        } catch (RuntimeException failure) {
            throw new IOException(engine + " makes no network: " + EngineFailure.why(failure), failure);
        }
        try {
            Network network = client.inspectNetworkCmd().withNetworkId(id).exec();
            InetAddress gateway = Optional.ofNullable(network.getIpam())
                    .flatMap(ipam -> Optional.ofNullable(ipam.getConfig()))
                    .flatMap(configs -> configs.stream()
                            .flatMap(config -> Optional.ofNullable(config.getGateway()).stream())
                            .findFirst())
                    .map(TaskNetwork::address)
                    .orElseThrow(() -> new IOException(engine + " has given the network " + name + " no gateway"));
            TaskNetwork made = new TaskNetwork(id, gateway);
            if (!engine.makesNetworksLate()) {
                made.requireReached(engine);
            }
            return made;
        } catch (IOException | RuntimeException failure) {
            client.removeNetworkCmd(id).exec();
            throw failure;
        }
    }

    /** Whether this machine has its address in the network by now. */
    boolean isReached() throws IOException {
        return NetworkInterface.getByInetAddress(gateway) != null;
    }

    /** Throws where it has not. */
    void requireReached(DockerEngine engine) throws IOException {
        if (!isReached()) {
            throw new IOException(engine + " runs its containers where this machine can't reach them ("
                    + gateway.getHostAddress()
                    + " is no address of it): it has to be a Linux engine of this machine, run"
                    + " by root, and not one in a virtual machine or without root");
        }
    }

    /** @param text an address, not a name; some engines add the length of its prefix */
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text.replaceFirst("/.*", ""));
        } catch (java.net.UnknownHostException noAddress) {
            throw new IllegalArgumentException(text + " is no address", noAddress);
        }
    }
}
