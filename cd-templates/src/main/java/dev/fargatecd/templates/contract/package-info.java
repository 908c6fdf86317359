/** What the rendered files know of each other: paths, exports and parameters. */
@NullMarked
package dev.fargatecd.templates.contract;

import org.jspecify.annotations.NullMarked;
