/** Lesson 2 beyond one machine: the cache on Akka Cluster, its entries in Distributed Data. */
@NullMarked
package otp.termscache.akka.cluster;

import org.jspecify.annotations.NullMarked;
