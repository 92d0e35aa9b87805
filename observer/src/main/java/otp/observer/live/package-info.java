/** The trees as they change: one reader for all who look on, and none while nobody does. */
@NullMarked
package otp.observer.live;

import org.jspecify.annotations.NullMarked;
