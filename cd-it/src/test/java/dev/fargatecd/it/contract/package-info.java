/** What cd-aws needs of a cloud, service by service and end to end. */
@NullMarked
package dev.fargatecd.it.contract;

import org.jspecify.annotations.NullMarked;
