/** The sample service. It knows nothing of how it is delivered but the environment variables that it is given. */
@NullMarked
package dev.fargatecd.welcomer;

import org.jspecify.annotations.NullMarked;
