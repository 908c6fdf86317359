@NullMarked
package dev.fargatecd.templates.definition;

import org.jspecify.annotations.NullMarked;
