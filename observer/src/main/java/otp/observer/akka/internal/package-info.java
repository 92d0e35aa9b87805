/** Reads a running actor system from the inside. The one package that touches what Akka keeps to itself. */
@NullMarked
package otp.observer.akka.internal;

import org.jspecify.annotations.NullMarked;
