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
  # Longer than any scenario.
  @patience 10_000

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
    traces = for file <- scenarios(), do: {file, trace(file)}
    refused = for {file, {:error, why}} <- traces, do: IO.puts(:stderr, "#{file} is not recorded: #{why}")
    for {file, {:ok, trace}} <- traces, do: File.write!(trace_of(file), trace)
    File.write!(Path.join(folder(), "recorded-with.txt"), versions() <> "\n")
    if refused != [], do: System.halt(1)
  end

  defp play(["check"]) do
    different = Enum.filter(scenarios(), &different?/1)
    IO.puts("#{length(scenarios())} scenarios on #{versions()}, #{length(different)} different from what is recorded")
    missed = Enum.reject(mistakes(), &refused?/1)
    IO.puts("#{length(mistakes())} mistakes, #{length(missed)} not refused as they should be")
    if different ++ missed != [], do: System.halt(1)
  end

  defp play([]) do
    IO.puts(:stderr, "expected files, or - for scenarios from standard input, or record, or check, got nothing")
    System.halt(2)
  end

  defp play(files) do
    refused =
      Enum.reject(files, fn file ->
        IO.puts("== #{file}")

        case trace(file) do
          {:ok, trace} -> IO.write(trace) == :ok
          {:error, why} -> IO.puts(:stderr, why) && false
        end
      end)

    if refused != [], do: System.halt(1)
  end

  defp folder, do: Path.join(__DIR__, "scenarios")
  defp scenarios, do: Path.wildcard(Path.join(folder(), "**/*.scn"))
  defp trace_of(file), do: Path.rootname(file) <> ".trace"
  defp versions, do: "Erlang/OTP #{System.otp_release()}, erts #{:erlang.system_info(:version)}, Elixir #{System.version()}"

  defp trace(file) do
    case File.read(file) do
      {:ok, text} -> perform(Path.basename(file), text)
      {:error, why} -> {:error, "#{file}: expected a file with a scenario, got: #{:file.format_error(why)}"}
    end
  end

  # {:ok, trace} or {:error, text}. Each is played in a process of its own, for so long: one that hangs is ended, and no trace.
  defp perform(name, text) do
    script = Script.read(name, text)
    before = Process.list()
    me = self()
    {player, ref} = spawn_monitor(fn -> send(me, {:trace, self(), Director.run(script)}) end)

    receive do
      {:trace, ^player, trace} ->
        Process.demonitor(ref, [:flush])
        {:ok, trace}

      {:DOWN, ^ref, :process, ^player, {%Mistake{message: message}, _}} ->
        clean(before)
        {:error, "#{name}: this cannot be played: #{message}"}

      {:DOWN, ^ref, :process, ^player, reason} ->
        clean(before)
        {:error, "#{name}: expected a scenario that can be played, got: #{inspect(reason, limit: 20, printable_limit: 500)}"}
    after
      @patience ->
        clean(before)
        {:error, "#{name}: expected a scenario that is over within #{div(@patience, 1000)} seconds, this one hangs"}
    end
  rescue
    mistake in Mistake -> {:error, mistake.message}
  end

  # Nobody of a scenario without an end is left for the next one.
  defp clean(before) do
    for pid <- Process.list() -- before do
      ref = Process.monitor(pid)
      Process.exit(pid, :kill)

      receive do
        {:DOWN, ^ref, :process, ^pid, _} -> :ok
      after
        @patience -> raise "expected #{inspect(pid)} to be dead, which was killed"
      end
    end

    Data.clean()
  end

  # Scenarios with a mistake, and how what is said of each begins.
  defp mistakes do
    Path.join(__DIR__, "mistakes.txt")
    |> File.read!()
    |> String.split("\n")
    |> Enum.drop(3)
    |> Enum.reduce({[], []}, fn
      "=> " <> said, {lines, mistakes} -> {[], [{lines |> Enum.reverse() |> Enum.join("\n"), said} | mistakes]}
      line, {lines, mistakes} -> {[line | lines], mistakes}
    end)
    |> elem(1)
  end

  defp refused?({text, said}) do
    case perform("mistake", text) do
      {:error, message} ->
        String.starts_with?(message, "mistake:" <> said) or (IO.puts("-- expected of\n#{text}\n-- this: #{said}\n-- got: #{message}") && false)

      {:ok, trace} ->
        IO.puts("-- expected a refusal of\n#{text}\n-- got\n#{trace}") && false
    end
  end

  # A machine under load may be late with a timer: what differs is played again.
  defp different?(file, attempts \\ 3) do
    case {trace(file), File.read(trace_of(file))} do
      {{:ok, same}, {:ok, same}} -> false
      {{:ok, _}, {:ok, _}} when attempts > 0 -> different?(file, attempts - 1)
      {played, recorded} -> IO.puts("== #{file}\n-- recorded\n#{said(recorded)}-- this Erlang/OTP\n#{said(played)}") == :ok
    end
  end

  defp said({:ok, trace}), do: trace
  defp said({:error, :enoent}), do: "nothing: write it down with elixir --erl \"+S 1:1\" comparison/scenarios.exs record\n"
  defp said({:error, why}), do: "#{why}\n"

  # Scenarios come one after the other, each ended by a line with a dot; so do the answers.
  defp answer(lines) do
    case IO.gets("") do
      :eof -> :ok
      {:error, why} -> answer(["#{inspect(why)}\n" | lines])
      ".\n" ->
        lines |> Enum.reverse() |> Enum.join() |> then(&perform("random", &1)) |> said() |> IO.write()
        IO.puts(".")
        answer([])
      line -> answer([line | lines])
    end
  end
end

Main.main(System.argv())
