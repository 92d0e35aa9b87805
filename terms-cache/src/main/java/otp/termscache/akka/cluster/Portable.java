package otp.termscache.akka.cluster;

/**
 * A key or a value of your own that goes from node to node, as CBOR written by Jackson. Meant for records whose components are
 * simple, or portable themselves.
 *
 * <p>In Erlang every term can be sent to another node. In Java a class has to be made for it, and Akka wants to be told which are:
 * by this interface, which {@code cluster.conf} binds to a serializer, or by a line of your own in {@code
 * akka.actor.serialization-bindings}. Java's own serialization is off: it runs code that comes with the bytes.
 */
public interface Portable {}
