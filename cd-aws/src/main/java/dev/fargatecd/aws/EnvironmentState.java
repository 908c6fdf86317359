package dev.fargatecd.aws;

import java.util.Optional;

/**
 * What an environment has now.
 *
 * @param url where the service answers, path included; empty while there is no load balancer
 * @param environmentStack empty where it was never made
 * @param serviceStack empty where nothing was ever deployed
 * @param commit what the service stack was last deployed with
 * @param desired how many tasks are to run; 0 where there is no service
 * @param running how many do
 * @param problem the newest thing that ECS complains of, or empty
 */
public record EnvironmentState(
        String name,
        Optional<String> url,
        Optional<StackStatus> environmentStack,
        Optional<StackStatus> serviceStack,
        Optional<String> commit,
        int desired,
        int running,
        Optional<String> problem) {}
