# The scenarios on a real Erlang/OTP: prints what those inside the system saw.
#
#     elixir --erl "+S 1:1" comparison/scenarios.exs file...      a trace for each, below a line "== file"
#     elixir --erl "+S 1:1" comparison/scenarios.exs -            scenarios from standard input, each ended by a line "."
#     elixir --erl "+S 1:1" comparison/scenarios.exs record       writes the trace of each scenario beside it
#     elixir --erl "+S 1:1" comparison/scenarios.exs check        exits with 1 if this Erlang/OTP does not do what is recorded
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
    for file <- scenarios(), do: File.write!(trace_of(file), trace(file))
    File.write!(Path.join(folder(), "recorded-with.txt"), versions() <> "\n")
  end

  defp play(["check"]) do
    different = Enum.filter(scenarios(), &different?/1)
    IO.puts("#{length(scenarios())} scenarios on #{versions()}, #{length(different)} different from what is recorded")
    if different != [], do: System.halt(1)
  end

  defp play(files) do
    for file <- files do
      IO.puts("== #{file}")
      file |> File.read!() |> Script.read() |> Director.run() |> IO.write()
    end
  end

  defp folder, do: Path.join(__DIR__, "scenarios")
  defp scenarios, do: Path.wildcard(Path.join(folder(), "**/*.scn"))
  defp trace_of(file), do: Path.rootname(file) <> ".trace"
  defp trace(file), do: file |> File.read!() |> Script.read() |> Director.run()
  defp versions, do: "Erlang/OTP #{System.otp_release()}, erts #{:erlang.system_info(:version)}, Elixir #{System.version()}"

  # A machine under load may be late with a timer: what differs is played again.
  defp different?(file, attempts \\ 3)

  defp different?(file, 0) do
    IO.puts("== #{file}\n-- recorded\n#{File.read!(trace_of(file))}-- this Erlang/OTP\n#{trace(file)}")
    true
  end

  defp different?(file, attempts), do: trace(file) != File.read!(trace_of(file)) and different?(file, attempts - 1)

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
