package otp.redisclient.resp;

/** A value was read as what it is not, such as the text of an integer. */
public final class WrongTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongTypeException(String expected, RedisValue got) {
        super("expected " + expected + ", got: " + Show.shortened(got.toString()));
    }
}
