/**
 * The settings of an application, by the moment at which they are read: when it is built, when it starts, while it runs; and the
 * trap in between, when a class happens to be initialized.
 */
@NullMarked
package otp.supervision.settings;

import org.jspecify.annotations.NullMarked;
