package dev.fargatecd.templates.environment;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.Network;
import dev.fargatecd.model.SubnetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where one template's environments get their networks from. One template serves all environments of a definition, so
 * it has what they need together: a mapping for those whose network is given, resources for those whose network is
 * made, and a condition to tell them apart when there are both.
 *
 * @param given by environment, for those whose network is given
 * @param created those whose network is made
 */
record EnvironmentNetwork(List<GivenTo> given, List<MadeFor> created) {
    private static final String MAPPING = "Networks";
    private static final String CONDITION = "MakesNetwork";
    private static final String NAT_CONDITION = "MakesNat";

    /** A network and the environment that it is given to. */
    record GivenTo(Environment environment, Network.Given network) {}

    /** An environment whose network is made, and whether a NAT gateway is. */
    record MadeFor(Environment environment, boolean nat) {}

    static EnvironmentNetwork of(Delivery delivery) {
        List<GivenTo> given = new ArrayList<>();
        List<MadeFor> created = new ArrayList<>();
        for (Environment environment : delivery.ownEnvironments()) {
            environment.network().accept(new Network.Visitor<Boolean>() {
                @Override
                public Boolean created(Network.Created network) {
                    return created.add(new MadeFor(environment, network.nat()));
                }

                @Override
                public Boolean given(Network.Given network) {
                    return given.add(new GivenTo(environment, network));
                }

                @Override
                public Boolean shared(Network.Shared network) {
                    throw new IllegalStateException(environment.name() + " is another's");
                }
            });
        }
        return new EnvironmentNetwork(List.copyOf(given), List.copyOf(created));
    }

    /** What tells the environments apart, where one's network is given. */
    void addMappingTo(MapBuilder mappings) {
        if (!given.isEmpty() || natIsMixed()) {
            mappings.put(MAPPING, mapping());
        }
    }

    void addConditionsTo(MapBuilder conditions) {
        if (isMixed()) {
            conditions.put(CONDITION, Fn.equal(lookUp("VpcId"), Yaml.text("made")));
        }
        if (natIsMixed()) {
            Node wanted = Fn.equal(lookUp("Nat"), Yaml.text("yes"));
            // readers of the template can then see that there is no NAT gateway without a network of its own
            conditions.put(NAT_CONDITION, isMixed() ? Fn.and(List.of(Fn.condition(CONDITION), wanted)) : wanted);
        }
    }

    void addResourcesTo(MapBuilder resources) {
        made().ifPresent(network -> network.addTo(resources));
        nat().ifPresent(network -> network.addTo(resources));
    }

    Node vpcId() {
        return choice(CreatedNetwork::vpcId, "VpcId");
    }

    /** The ids of the load balancer's subnets, as a list. */
    Node balancerSubnetIds() {
        return choice(network -> network.subnetIds().node(), "SubnetIds");
    }

    /** The ids of the tasks' subnets, as a list: the load balancer's, but behind a NAT gateway. */
    Node taskSubnetIds() {
        Optional<Node> behindNat = nat().map(network -> network.subnetIds().node());
        return natIsMixed()
                ? Fn.when(NAT_CONDITION, behindNat.orElseThrow(), balancerSubnetIds())
                : behindNat.orElseGet(this::balancerSubnetIds);
    }

    private Node choice(Function<CreatedNetwork, Node> ofMade, String ofGiven) {
        Optional<Node> made = made().map(ofMade);
        return isMixed()
                ? Fn.when(CONDITION, made.orElseThrow(), lookUp(ofGiven))
                : made.orElseGet(() -> lookUp(ofGiven));
    }

    private Optional<CreatedNetwork> made() {
        Optional<String> condition = isMixed() ? Optional.of(CONDITION) : Optional.empty();
        return created.isEmpty()
                ? Optional.empty()
                : Optional.of(new CreatedNetwork(condition, hasNat() && !natIsMixed()));
    }

    private Optional<NatNetwork> nat() {
        Optional<String> condition = natIsMixed() ? Optional.of(NAT_CONDITION) : Optional.empty();
        return hasNat() ? Optional.of(new NatNetwork(condition)) : Optional.empty();
    }

    private boolean hasNat() {
        return created.stream().anyMatch(MadeFor::nat);
    }

    /** Whether some have a NAT gateway, and others don't. */
    private boolean natIsMixed() {
        return hasNat() && (!given.isEmpty() || !created.stream().allMatch(MadeFor::nat));
    }

    private boolean isMixed() {
        return !given.isEmpty() && !created.isEmpty();
    }

    private static Node lookUp(String key) {
        return Fn.findInMap(MAPPING, Fn.ref(EnvironmentTemplate.NAME_PARAMETER), Yaml.text(key));
    }

    private MapBuilder mapping() {
        MapBuilder networks = Yaml.map();
        for (GivenTo one : given) {
            List<Fragment> subnets = one.network().subnets().stream()
                    .map(SubnetId::value)
                    .<Fragment>map(Yaml::text)
                    .toList();
            networks.put(
                    one.environment().name().value(),
                    withNat(
                            Yaml.map().put("VpcId", one.network().vpc().value()).put("SubnetIds", Yaml.list(subnets)),
                            false));
        }
        for (MadeFor one : created) {
            networks.put(
                    one.environment().name().value(),
                    withNat(
                            given.isEmpty()
                                    ? Yaml.map()
                                    : Yaml.map().put("VpcId", "made").put("SubnetIds", Yaml.list("made")),
                            one.nat()));
        }
        return networks;
    }

    private MapBuilder withNat(MapBuilder network, boolean nat) {
        return natIsMixed() ? network.put("Nat", Yaml.text(nat ? "yes" : "no")) : network;
    }
}
