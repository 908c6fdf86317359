/** Between texts (YAML, JSON) and trees: reading, building, writing. */
@NullMarked
package dev.fargatecd.cloudformation.yaml;

import org.jspecify.annotations.NullMarked;
