# The scenarios on a real Erlang/OTP: prints what those inside the system saw.
#
#     elixir --erl "+S 1:1" comparison/scenarios.exs file...      a trace for each, below a line "== file"
#     elixir --erl "+S 1:1" comparison/scenarios.exs -            scenarios from standard input, each ended by a line "."
#     elixir --erl "+S 1:1" comparison/scenarios.exs record       writes the trace of each scenario beside it
#
# One scheduler, so that "let everybody else run until nobody has anything left to do" is a matter of yielding.

{:ok, _, _} = Kernel.ParallelCompiler.compile(Path.wildcard(Path.join(__DIR__, "otp/*.exs")))

Logger.configure(level: :none)
:logger.set_primary_config(:level, :none)

defmodule Main do
  # What a scenario may come to use is loaded before: to load a module is to wait for the disk, and the director would take that
  # for the end.
  def main(arguments) do
    for application <- [:kernel, :stdlib, :elixir, :logger] do
      Application.load(application)
      :code.ensure_modules_loaded(Application.spec(application, :modules))
    end

    play(arguments)
  end

  defp play(["-"]), do: answer([])

  defp play(["record"]) do
    folder = Path.join(__DIR__, "scenarios")

    for file <- Path.wildcard(Path.join(folder, "**/*.scn")) do
      trace = file |> File.read!() |> Script.read() |> Director.run()
      File.write!(Path.rootname(file) <> ".trace", trace)
    end

    File.write!(Path.join(folder, "recorded-with.txt"), "Erlang/OTP #{System.otp_release()}, erts #{:erlang.system_info(:version)}, Elixir #{System.version()}\n")
  end

  defp play(files) do
    for file <- files do
      IO.puts("== #{file}")
      file |> File.read!() |> Script.read() |> Director.run() |> IO.write()
    end
  end

  # Scenarios come one after the other, each ended by a line with a dot; so do the answers.
  defp answer(lines) do
    case IO.gets("") do
      :eof -> :ok
      ".\n" ->
        lines |> Enum.reverse() |> Enum.join() |> Script.read() |> Director.run() |> IO.write()
        IO.puts(".")
        answer([])
      line -> answer([line | lines])
    end
  end
end

Main.main(System.argv())
