defmodule Session do
  @moduledoc "Runs the blocks of one page in one process, in this Erlang, and prints what is wrong, or how many it has run."

  @doc "Returns the exit status. Each block has so many milliseconds."
  def run(file, limit) do
    Code.compiler_options(ignore_module_conflict: true)
    Logger.configure(level: :none)
    :logger.set_primary_config(:level, :none)
    {:ok, blocks} = file |> File.read!() |> Blocks.of()
    me = self()
    {:ok, screen} = StringIO.open("")

    {page, monitor} =
      spawn_monitor(fn ->
        Process.group_leader(self(), screen)
        Enum.reduce(blocks, {[], Code.env_for_eval(file: Path.expand(file))}, &block(&1, &2, file, me))
        send(me, :all)
      end)

    outcome = watch(monitor, limit, nil, deadline(limit))
    Process.exit(page, :kill)

    case outcome do
      :ok ->
        IO.puts("ran #{length(blocks)}")
        0

      {line, what} ->
        IO.puts("#{file}:#{line}: #{what}")
        {_, written} = StringIO.contents(screen)
        if written != "", do: IO.puts("it wrote:\n#{written}")
        1
    end
  end

  defp deadline(limit), do: System.monotonic_time(:millisecond) + limit

  defp watch(monitor, limit, line, deadline) do
    receive do
      {:block, first} -> watch(monitor, limit, first, deadline(limit))
      {:at, line} -> watch(monitor, limit, line, deadline)
      {:wrong, line, what} -> {line, what}
      :all -> :ok
      {:DOWN, ^monitor, :process, _, reason} -> {line, "the process that ran this has ended: #{Exception.format_exit(reason)}"}
    after
      max(deadline - System.monotonic_time(:millisecond), 0) -> {line, "expected the block to be done within #{limit} ms; it was still busy with this line"}
    end
  end

  defp block({first, _} = block, {bindings, env}, file, watcher) do
    send(watcher, {:block, first})

    case Statements.of(block, file) do
      {:ok, statements} -> Enum.reduce(statements, {bindings, env}, &statement(&1, &2, watcher))
      {:error, {line, message}} -> wrong(watcher, line, message)
    end
  end

  defp statement({line, quoted, said}, {bindings, env}, watcher) do
    send(watcher, {:at, line})

    outcome =
      try do
        {:value, Code.eval_quoted_with_env(quoted, bindings, env)}
      catch
        kind, reason -> {:raised, kind, Exception.normalize(kind, reason, __STACKTRACE__), __STACKTRACE__}
      end

    case {outcome, said} do
      {{:value, {_, bindings, env}}, nil} -> {bindings, env}
      {{:value, {value, bindings, env}}, {:value, text}} -> check(value, text, line, {bindings, env}, watcher)
      {{:value, {value, _, _}}, {:raises, text}} -> wrong(watcher, line, "expected #{text}, got: #{inspect(value)}")
      {{:raised, kind, reason, _}, {:raises, text}} -> raised(Exception.format_banner(kind, reason), text, line, {bindings, env}, watcher)
      {{:raised, kind, reason, stack}, _} -> wrong(watcher, line, Exception.format(kind, reason, stack))
    end
  end

  defp raised(banner, text, line, session, watcher) do
    if banner |> String.trim() |> String.starts_with?(text), do: session, else: wrong(watcher, line, "expected #{text}, got: #{banner}")
  end

  defp check(value, text, line, {bindings, env} = session, watcher) do
    with {:ok, quoted} when quoted != {:__block__, [], []} <- Code.string_to_quoted(text),
         {:ok, same} <- same?(value, quoted, bindings, env) do
      if same, do: session, else: wrong(watcher, line, "expected #{text}, got: #{inspect(value, pretty: true)}")
    else
      _ -> wrong(watcher, line, "expected behind # => a value or, with _ in it, a pattern, got: #{text}; the value is #{inspect(value)}")
    end
  end

  # With a _ it is a pattern, in which all other names stand for their values.
  defp same?(value, quoted, bindings, env) do
    question =
      if open?(quoted),
        do: quote(do: match?(unquote(Macro.postwalk(quoted, &pin/1)), var!(the_value))),
        else: quote(do: unquote(quoted) === var!(the_value))

    {answer, _, _} = Code.eval_quoted_with_env(question, [{:the_value, value} | bindings], env)
    {:ok, answer}
  rescue
    _ -> :error
  end

  defp open?(quoted), do: quoted |> Macro.prewalker() |> Enum.any?(&match?({:_, _, nil}, &1))

  defp pin({name, _, nil} = variable) when name != :_, do: {:^, [], [variable]}
  defp pin(other), do: other

  # The watcher ends everything.
  defp wrong(watcher, line, what) do
    send(watcher, {:wrong, line, what})
    Process.sleep(:infinity)
  end
end
