import java.io.Serializable;
import java.util.*;
import org.apache.spark.api.java.*;
import scala.Tuple2;

/** A shuffle of JVM objects, which Spark writes by spark.serializer: a gigabyte of them. */
public class LabObjects {
    static final class Order implements Serializable {
        final long customer;
        final byte[] note;

        Order(long customer, byte[] note) {
            this.customer = customer;
            this.note = note;
        }
    }

    public static long shuffle(JavaSparkContext spark, int orders) {
        List<Integer> parts = new ArrayList<>();
        for (int part = 0; part < 8; part++) parts.add(part);
        return spark.parallelize(parts, 8).flatMapToPair(part -> {
            Random random = new Random(part);
            Iterator<Tuple2<Long, Order>> rows = new Iterator<>() {
                int left = orders / 8;

                public boolean hasNext() { return left > 0; }

                public Tuple2<Long, Order> next() {
                    left--;
                    byte[] note = new byte[600];
                    random.nextBytes(note);
                    long customer = random.nextInt(100_000);
                    return new Tuple2<>(customer, new Order(customer, note));
                }
            };
            return rows;
        }).partitionBy(new org.apache.spark.HashPartitioner(8)).mapValues(order -> order.note.length).values().reduce(Math::max);
    }
}
