/**
 * Layer 6, introspection: {@link otp.handrolled.introspection.ObserverBackend} looks at processes without their help, {@link
 * otp.handrolled.introspection.Sys} talks to servers behind the back of their callbacks. The door for an observer: it needs no
 * other.
 */
@NullMarked
package otp.handrolled.introspection;

import org.jspecify.annotations.NullMarked;
