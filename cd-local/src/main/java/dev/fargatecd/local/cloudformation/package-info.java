/**
 * AWS CloudFormation. A plan is decided from a stack's state and a template ({@code ChangePlanner}, {@code Plan}) and then
 * walked ({@code StackOperation}, {@code Walk}, {@code ResourceWork}); {@code resource} knows how each type is made.
 */
@NullMarked
package dev.fargatecd.local.cloudformation;

import org.jspecify.annotations.NullMarked;
