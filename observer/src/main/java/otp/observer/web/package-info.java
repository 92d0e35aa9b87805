/** The page and what it asks for, served by the JDK's own web server to this machine only. */
@NullMarked
package otp.observer.web;

import org.jspecify.annotations.NullMarked;
