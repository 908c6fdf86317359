package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.network.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Route tables with routes to internet and NAT gateways, and the subnets that are associated with them. */
final class RouteTables {
    private static final String LOCAL = "local";

    private final Network network;
    private final Ids ids;

    RouteTables(Network network, Ids ids) {
        this.network = network;
        this.ids = ids;
    }

    CreateRouteTableResponse create(Scope scope, CreateRouteTableRequest request) {
        Supported.only("ec2 CreateRouteTable", request, "TagSpecifications", "VpcId", "ClientToken");
        Vpc vpc = network.vpcs.get(scope, request.vpcId());
        RouteTable table = add(scope, vpc, false, Tags.specified(request.tagSpecifications(), "route-table"));
        return CreateRouteTableResponse.builder()
                .routeTable(network.routeTables.shown(scope, table))
                .build();
    }

    RouteTable add(Scope scope, Vpc vpc, boolean main, List<Tag> tags) {
        String id = ids.resource("rtb");
        RouteTable table = RouteTable.builder()
                .routeTableId(id)
                .vpcId(vpc.vpcId())
                .ownerId(scope.account())
                .routes(Route.builder()
                        .destinationCidrBlock(vpc.cidrBlock())
                        .gatewayId(LOCAL)
                        .origin(RouteOrigin.CREATE_ROUTE_TABLE)
                        .state(RouteState.ACTIVE)
                        .build())
                .associations(main ? List.of(association(id, null)) : List.of())
                .propagatingVgws(List.of())
                .build();
        network.routeTables.add(scope, table, tags);
        return table;
    }

    DeleteRouteTableResponse delete(Scope scope, DeleteRouteTableRequest request) {
        RouteTable table = network.routeTables.get(scope, request.routeTableId());
        if (!table.associations().isEmpty()) {
            throw Ec2Faults.hasDependencies("routeTable", table.routeTableId());
        }
        network.routeTables.remove(scope, table.routeTableId());
        return DeleteRouteTableResponse.builder().build();
    }

    DescribeRouteTablesResponse describe(Scope scope, DescribeRouteTablesRequest request) {
        Supported.only("ec2 DescribeRouteTables", request, "RouteTableIds", "Filters", "NextToken", "MaxResults");
        Page<RouteTable> page = network.routeTables.describe(
                scope, request.routeTableIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    CreateRouteResponse createRoute(Scope scope, CreateRouteRequest request) {
        Supported.only("ec2 CreateRoute", request, "RouteTableId", "DestinationCidrBlock", "GatewayId", "NatGatewayId");
        RouteTable table = network.routeTables.get(scope, request.routeTableId());
        Route route = route(scope, table, request.destinationCidrBlock(), request.gatewayId(), request.natGatewayId());
        if (table.routes().stream().anyMatch(to(route.destinationCidrBlock()))) {
            throw Ec2Faults.of(
                    "RouteAlreadyExists",
                    "The route identified by " + route.destinationCidrBlock() + " already exists.");
        }
        put(scope, table, route);
        return CreateRouteResponse.builder().returnValue(true).build();
    }

    /** Adds a route to an internet gateway for all that is not local. */
    void routeToInternet(Scope scope, RouteTable table, String gateway) {
        put(scope, table, route(scope, table, "0.0.0.0/0", gateway, null));
    }

    ReplaceRouteResponse replaceRoute(Scope scope, ReplaceRouteRequest request) {
        Supported.only(
                "ec2 ReplaceRoute", request, "RouteTableId", "DestinationCidrBlock", "GatewayId", "NatGatewayId");
        RouteTable table = network.routeTables.get(scope, request.routeTableId());
        put(
                scope,
                without(table, request.destinationCidrBlock()),
                route(scope, table, request.destinationCidrBlock(), request.gatewayId(), request.natGatewayId()));
        return ReplaceRouteResponse.builder().build();
    }

    DeleteRouteResponse deleteRoute(Scope scope, DeleteRouteRequest request) {
        Supported.only("ec2 DeleteRoute", request, "RouteTableId", "DestinationCidrBlock");
        RouteTable table = network.routeTables.get(scope, request.routeTableId());
        network.routeTables.put(scope, without(table, request.destinationCidrBlock()));
        return DeleteRouteResponse.builder().build();
    }

    AssociateRouteTableResponse associate(Scope scope, AssociateRouteTableRequest request) {
        Supported.only("ec2 AssociateRouteTable", request, "RouteTableId", "SubnetId");
        RouteTable table = network.routeTables.get(scope, request.routeTableId());
        Subnet subnet = network.subnets.get(scope, request.subnetId());
        if (!subnet.vpcId().equals(table.vpcId())) {
            throw Ec2Faults.invalid("Route table " + table.routeTableId() + " and subnet " + subnet.subnetId()
                    + " belong to different networks");
        }
        boolean taken = network.routeTables.all(scope).stream()
                .flatMap(other -> other.associations().stream())
                .anyMatch(one -> subnet.subnetId().equals(one.subnetId()));
        if (taken) {
            throw Ec2Faults.of(
                    "Resource.AlreadyAssociated",
                    "the specified association for route table " + table.routeTableId()
                            + " conflicts with an existing association");
        }
        RouteTableAssociation made = association(table.routeTableId(), subnet.subnetId());
        associate(scope, table, made);
        return AssociateRouteTableResponse.builder()
                .associationId(made.routeTableAssociationId())
                .associationState(made.associationState())
                .build();
    }

    ReplaceRouteTableAssociationResponse replaceAssociation(Scope scope, ReplaceRouteTableAssociationRequest request) {
        RouteTableAssociation old = associationOf(scope, request.associationId());
        RouteTable to = network.routeTables.get(scope, request.routeTableId());
        dissociate(scope, one -> one.equals(old));
        RouteTableAssociation made = association(to.routeTableId(), old.subnetId());
        associate(scope, network.routeTables.get(scope, to.routeTableId()), made);
        return ReplaceRouteTableAssociationResponse.builder()
                .newAssociationId(made.routeTableAssociationId())
                .associationState(made.associationState())
                .build();
    }

    DisassociateRouteTableResponse disassociate(Scope scope, DisassociateRouteTableRequest request) {
        RouteTableAssociation old = associationOf(scope, request.associationId());
        if (Boolean.TRUE.equals(old.main())) {
            throw Ec2Faults.invalid(
                    "cannot disassociate the main route table association " + old.routeTableAssociationId());
        }
        dissociate(scope, one -> one.equals(old));
        return DisassociateRouteTableResponse.builder().build();
    }

    /** A subnet that is deleted leaves its route table. */
    void dissociateSubnet(Scope scope, String subnet) {
        dissociate(scope, one -> subnet.equals(one.subnetId()));
    }

    static boolean isMain(RouteTable table) {
        return table.associations().stream().anyMatch(one -> Boolean.TRUE.equals(one.main()));
    }

    private Route route(
            Scope scope,
            RouteTable table,
            @Nullable String destination,
            @Nullable String gateway,
            @Nullable String natGateway) {
        if (destination == null) {
            throw Ec2Faults.missing("destinationCidrBlock");
        }
        if (gateway == null && natGateway == null) {
            throw Ec2Faults.missing("gatewayId");
        }
        if (gateway != null && natGateway != null) {
            throw Ec2Faults.of(
                    "InvalidParameterCombination",
                    "The parameters gatewayId and natGatewayId may not be used together");
        }
        Cidr cidr = Cidr.parse(destination)
                .orElseThrow(() -> Ec2Faults.invalid("Value (" + destination
                        + ") for parameter destinationCidrBlock is invalid. This is not a valid CIDR block."));
        boolean sameNetwork = gateway == null
                ? network.natGateways.get(scope, natGateway).vpcId().equals(table.vpcId())
                : InternetGateways.isAttached(network.gateways.get(scope, gateway), table.vpcId());
        if (!sameNetwork) {
            throw Ec2Faults.invalid("route table " + table.routeTableId() + " and network gateway "
                    + (gateway == null ? natGateway : gateway) + " belong to different networks");
        }
        return Route.builder()
                .destinationCidrBlock(cidr.toString())
                .gatewayId(gateway)
                .natGatewayId(natGateway)
                .origin(RouteOrigin.CREATE_ROUTE)
                .state(RouteState.ACTIVE)
                .build();
    }

    /** Those routes lead to something that is gone. */
    void blackhole(Scope scope, Predicate<Route> which) {
        for (RouteTable table : network.routeTables.all(scope)) {
            List<Route> routes = table.routes().stream()
                    .map(route -> which.test(route)
                            ? route.toBuilder().state(RouteState.BLACKHOLE).build()
                            : route)
                    .toList();
            network.routeTables.put(scope, table.toBuilder().routes(routes).build());
        }
    }

    private void put(Scope scope, RouteTable table, Route route) {
        List<Route> routes = new ArrayList<>(table.routes());
        routes.add(route);
        network.routeTables.put(scope, table.toBuilder().routes(routes).build());
    }

    private static RouteTable without(RouteTable table, @Nullable String destination) {
        if (table.routes().stream().noneMatch(to(destination))) {
            throw Ec2Faults.of(
                    "InvalidRoute.NotFound",
                    "no route with destination-cidr-block " + destination + " in route table " + table.routeTableId());
        }
        List<Route> left =
                table.routes().stream().filter(to(destination).negate()).toList();
        if (left.stream().noneMatch(route -> LOCAL.equals(route.gatewayId()))) {
            throw Ec2Faults.invalid(
                    "cannot remove local route " + destination + " in route table " + table.routeTableId());
        }
        return table.toBuilder().routes(left).build();
    }

    private static Predicate<Route> to(@Nullable String destination) {
        return route -> route.destinationCidrBlock().equals(destination);
    }

    private RouteTableAssociation association(String table, @Nullable String subnet) {
        return RouteTableAssociation.builder()
                .routeTableAssociationId(ids.resource("rtbassoc"))
                .routeTableId(table)
                .subnetId(subnet)
                .main(subnet == null)
                .associationState(state -> state.state("associated"))
                .build();
    }

    private RouteTableAssociation associationOf(Scope scope, String id) {
        return network.routeTables.all(scope).stream()
                .flatMap(table -> table.associations().stream())
                .filter(one -> one.routeTableAssociationId().equals(id))
                .findFirst()
                .orElseThrow(() -> Ec2Faults.of(
                        "InvalidAssociationID.NotFound", "The association ID '" + id + "' does not exist"));
    }

    private void associate(Scope scope, RouteTable table, RouteTableAssociation made) {
        List<RouteTableAssociation> all = new ArrayList<>(table.associations());
        all.add(made);
        network.routeTables.put(scope, table.toBuilder().associations(all).build());
    }

    private void dissociate(Scope scope, Predicate<RouteTableAssociation> which) {
        for (RouteTable table : network.routeTables.all(scope)) {
            if (table.associations().stream().anyMatch(which)) {
                network.routeTables.put(
                        scope,
                        table.toBuilder()
                                .associations(table.associations().stream()
                                        .filter(which.negate())
                                        .toList())
                                .build());
            }
        }
    }
}
