/** AWS's wire protocols over the SDK's own models: no service knows of it, and it knows no service. */
@NullMarked
package dev.fargatecd.local.gateway;

import org.jspecify.annotations.NullMarked;
