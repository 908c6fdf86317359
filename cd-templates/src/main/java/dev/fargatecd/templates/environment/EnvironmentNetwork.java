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
record EnvironmentNetwork(List<GivenTo> given, List<Environment> created) {
    private static final String MAPPING = "Networks";
    private static final String CONDITION = "MakesNetwork";

    /** A network and the environment that it is given to. */
    record GivenTo(Environment environment, Network.Given network) {}

    static EnvironmentNetwork of(Delivery delivery) {
        List<GivenTo> given = new ArrayList<>();
        List<Environment> created = new ArrayList<>();
        for (Environment environment : delivery.ownEnvironments()) {
            environment.network().accept(new Network.Visitor<Boolean>() {
                @Override
                public Boolean created(Network.Created network) {
                    return created.add(environment);
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

    /** What tells the environments apart: the mapping and the condition, where they are needed. */
    void addDeclarationsTo(MapBuilder template) {
        if (!given.isEmpty()) {
            template.put("Mappings", Yaml.map().put(MAPPING, mapping()));
        }
        if (isMixed()) {
            template.put("Conditions", Yaml.map().put(CONDITION, Fn.equal(lookUp("VpcId"), Yaml.text("made"))));
        }
    }

    void addResourcesTo(MapBuilder resources) {
        made().ifPresent(network -> network.addTo(resources));
    }

    Node vpcId() {
        return choice(CreatedNetwork::vpcId, lookUp("VpcId"));
    }

    /** The ids as a list. */
    Node subnetIds() {
        return choice(network -> network.subnetIds().node(), lookUp("SubnetIds"));
    }

    private Node choice(Function<CreatedNetwork, Node> ofMade, Node ofGiven) {
        Optional<Node> made = made().map(ofMade);
        return isMixed() ? Fn.when(CONDITION, made.orElseThrow(), ofGiven) : made.orElse(ofGiven);
    }

    private Optional<CreatedNetwork> made() {
        Optional<String> condition = isMixed() ? Optional.of(CONDITION) : Optional.empty();
        return created.isEmpty() ? Optional.empty() : Optional.of(new CreatedNetwork(condition));
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
                    Yaml.map().put("VpcId", one.network().vpc().value()).put("SubnetIds", Yaml.list(subnets)));
        }
        for (Environment environment : created) {
            networks.put(
                    environment.name().value(), Yaml.map().put("VpcId", "made").put("SubnetIds", Yaml.list("made")));
        }
        return networks;
    }
}
