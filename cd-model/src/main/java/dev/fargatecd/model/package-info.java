/**
 * What a delivery is, as immutable records: whoever holds one holds a valid one.
 *
 * <p>This package knows no AWS SDK, no YAML and no file, so that any tool can describe a delivery with nothing but it.
 */
@NullMarked
package dev.fargatecd.model;

import org.jspecify.annotations.NullMarked;
