@NullMarked
package dev.fargatecd.templates;

import org.jspecify.annotations.NullMarked;
