/** {@code cf/environment.yml}: a cluster behind a load balancer, in a network that is given or made. */
@NullMarked
package dev.fargatecd.templates.environment;

import org.jspecify.annotations.NullMarked;
