/** The facts of AWS's resource types, as data: properties, attributes, what a change replaces, identifiers. */
@NullMarked
package dev.fargatecd.cloudformation.schema;

import org.jspecify.annotations.NullMarked;
