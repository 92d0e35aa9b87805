package otp.observer.akka.internal;

import org.jspecify.annotations.Nullable;

/**
 * What an actor is to the eye of an OTP developer. In Akka a parent has no strategy: each child brings its own supervision along,
 * and what a parent does about the end of one is its code. So somebody who knows the code has to say what that amounts to.
 *
 * @param kind what it is, in one word
 * @param strategy OTP's word for what it does when a child ends, or null if it is nobody's supervisor
 */
public record Role(String kind, @Nullable String strategy) {}
