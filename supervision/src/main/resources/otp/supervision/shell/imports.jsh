import static otp.supervision.shell.Commands.*;
import otp.handrolled.process.*;
import otp.handrolled.genserver.*;
import otp.handrolled.supervisor.*;
import akka.actor.typed.*;
import akka.actor.typed.javadsl.*;
