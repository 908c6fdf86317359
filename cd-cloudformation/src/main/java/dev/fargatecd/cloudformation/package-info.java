/**
 * The CloudFormation template language: a text becomes a tree of nodes that know their place ({@code tree},
 * {@code yaml}), the tree a template, and the template, with parameters and whoever knows the resources, values.
 */
@NullMarked
package dev.fargatecd.cloudformation;

import org.jspecify.annotations.NullMarked;
