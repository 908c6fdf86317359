/** A class that breaks a rule of the architecture, to show that the rule holds. */
@NullMarked
package dev.fargatecd.local.planted;

import org.jspecify.annotations.NullMarked;
