package dev.fargatecd.local.elbv2;

import java.util.List;
import java.util.Map;

/**
 * What a listener's rules look at in a request.
 *
 * @param path as it was sent, without the query
 * @param query as it was sent, "" where there is none
 * @param host the Host header without its port
 * @param headers by lower-case name
 */
record Incoming(
        String method, String path, String query, String host, Map<String, List<String>> headers, String sourceIp) {}
