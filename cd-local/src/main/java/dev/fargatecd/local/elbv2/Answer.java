package dev.fargatecd.local.elbv2;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What a rule does with a request. */
sealed interface Answer {
    /** Does it. */
    void give(Exchange exchange);

    /**
     * Sends the request on to a target.
     *
     * @param groups with their weights, 0 to 999
     * @param served counts the requests, to spread them
     */
    record Forward(List<Weighted> groups, AtomicLong served) implements Answer {
        private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

        /** A target group and its share. */
        record Weighted(String groupArn, int weight) {}

        @Override
        public void give(Exchange exchange) {
            next().ifPresentOrElse(exchange::forward, exchange::nobodyThere);
        }

        /**
         * The group whose turn it is; empty where all weigh nothing.
         *
         * <p>Successive multiples of the golden ratio fall evenly into [0, 1), so that even a short run of requests is
         * shared out by weight, and none of the groups waits for its turn.
         */
        Optional<String> next() {
            int total = groups.stream().mapToInt(Weighted::weight).sum();
            double point = served.getAndIncrement() * GOLDEN_RATIO % 1 * total;
            for (Weighted group : groups) {
                point -= group.weight();
                if (point < 0) {
                    return Optional.of(group.groupArn());
                }
            }
            return Optional.empty();
        }
    }

    /** Answers by itself. */
    record Fixed(int status, String contentType, String body) implements Answer {
        @Override
        public void give(Exchange exchange) {
            exchange.respond(status, contentType, body);
        }
    }

    /**
     * Sends the client elsewhere.
     *
     * @param location with {@code #{protocol}}, {@code #{host}}, {@code #{port}}, {@code #{path}} and {@code #{query}}
     *     standing for the request's own
     */
    record Redirect(int status, String location) implements Answer {
        @Override
        public void give(Exchange exchange) {
            exchange.redirect(status, location);
        }
    }
}
