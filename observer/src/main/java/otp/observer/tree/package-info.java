/** What both lanes show of themselves: the picture that the page draws. */
@NullMarked
package otp.observer.tree;

import org.jspecify.annotations.NullMarked;
