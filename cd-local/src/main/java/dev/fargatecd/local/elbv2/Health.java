package dev.fargatecd.local.elbv2;

/**
 * A target's health as DescribeTargetHealth shows it, with the reasons of API_TargetHealth.html.
 *
 * @param reason "" where the state needs none
 * @param description "" where there is no reason
 */
record Health(TargetState state, String reason, String description) {
    static final Health REGISTERING =
            new Health(TargetState.INITIAL, "Elb.RegistrationInProgress", "Target registration is in progress");
    static final Health CHECKING =
            new Health(TargetState.INITIAL, "Elb.InitialHealthChecking", "Initial health checks in progress");
    static final Health HEALTHY = new Health(TargetState.HEALTHY, "", "");
    static final Health NOT_IN_USE = new Health(
            TargetState.UNUSED,
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer");
    static final Health NOT_REGISTERED =
            new Health(TargetState.UNUSED, "Target.NotRegistered", "Target is not registered to the target group");
    static final Health DRAINING =
            new Health(TargetState.DRAINING, "Target.DeregistrationInProgress", "Target deregistration is in progress");
}
