/** A shell to play with both playgrounds, as {@code iex -S mix} opens one for a project in Elixir. */
@NullMarked
package otp.supervision.shell;

import org.jspecify.annotations.NullMarked;
