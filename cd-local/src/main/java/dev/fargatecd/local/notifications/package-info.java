/** AWS CodeStar Notifications: rules, kept; nobody is notified. */
@NullMarked
package dev.fargatecd.local.notifications;

import org.jspecify.annotations.NullMarked;
