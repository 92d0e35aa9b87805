/**
 * RESP, the language of Redis: values, an incremental parser, and the form of a command on the wire. Versions 2 and 3. Used by
 * both lanes; knows nothing of sockets.
 */
@NullMarked
package otp.redisclient.resp;

import org.jspecify.annotations.NullMarked;
