# Runs the Elixir of every page (*.md) of the repository, so that no page shows Elixir that was not run.
#
#     elixir comparison/pages.exs                         all pages
#     elixir comparison/pages.exs README.md ...           only these
#     elixir comparison/pages.exs --limit 2000 ...        with 2 seconds for each block; without it 10
#
# The blocks of a page run in their order, as if typed into one session: what one defines, the next may use. Each page has an Erlang
# of its own, so pages share nothing. What the page says of a result is checked:
#
#     6 * 7                               # => 42                    this value
#     Agent.start_link(fn -> 0 end)       # => {:ok, _}              with a _ it is a pattern, in which names mean their values
#     exit(:boom)                         # ** (exit) :boom          it raises, throws or exits, and iex would say so
#
# A match needs no comment, as in {:ok, pid} = ...; one that fails is an error like any other. The first error of a page ends it, and
# is reported with page, line and what came.

for file <- ["blocks.exs", "statements.exs", "session.exs"], do: Code.require_file(file, Path.join(__DIR__, "pages"))

defmodule Pages do
  @root Path.expand("..", __DIR__)
  @millis_to_start 60_000

  def main(arguments) do
    {options, files, unknown} = OptionParser.parse(arguments, strict: [limit: :integer, session: :boolean])
    limit = Keyword.get(options, :limit, 10_000)

    cond do
      unknown != [] or limit < 1 -> stop("expected pages, and before them perhaps --limit and some milliseconds, got: #{Enum.join(arguments, " ")}")
      options[:session] -> files |> hd() |> Session.run(limit) |> System.halt()
      true -> all(if(files == [], do: pages(), else: files), limit)
    end
  end

  defp all(files, limit) do
    results = Enum.map(files, &page(&1, limit))
    for {:failed, message} <- results, do: IO.puts(message)
    blocks = for({:ran, count} <- results, do: count)
    failed = Enum.count(results, &match?({:failed, _}, &1))
    IO.puts("#{length(files)} pages, #{Enum.sum(blocks)} blocks of Elixir on #{Enum.count(blocks, &(&1 > 0))} of them did as they say, #{failed} pages did not")
    if failed > 0, do: System.halt(1)
  end

  defp page(file, limit) do
    with {:ok, text} <- File.read(file), {:ok, blocks} <- Blocks.of(text) do
      if blocks == [], do: {:ran, 0}, else: session(file, length(blocks), limit)
    else
      {:error, {line, message}} -> {:failed, "#{file}:#{line}: #{message}"}
      {:error, posix} -> {:failed, "#{file}: #{:file.format_error(posix)}"}
    end
  end

  # The session says last how many blocks it has run: a block that ends the whole Erlang must not look like success.
  defp session(file, count, limit) do
    arguments = [__ENV__.file, "--session", "--limit", "#{limit}", file]
    elixir = Task.async(fn -> System.cmd(System.find_executable("elixir"), arguments, stderr_to_stdout: true) end)

    case Task.yield(elixir, count * limit + @millis_to_start) || Task.shutdown(elixir, :brutal_kill) do
      {:ok, {output, 0}} ->
        if String.ends_with?(output, "ran #{count}\n"),
          do: {:ran, count},
          else: {:failed, "#{file}: expected #{count} blocks to run, but one of them ended Erlang before: #{output}"}

      {:ok, {output, _status}} -> {:failed, String.trim_trailing(output)}
      nil -> {:failed, "#{file}: its Erlang did not end, although each block has only #{limit} ms"}
    end
  end

  defp pages do
    for file <- @root |> Path.join("**/*.md") |> Path.wildcard(), "target" not in Path.split(file), do: Path.relative_to_cwd(file)
  end

  defp stop(message) do
    IO.puts(:stderr, message)
    System.halt(2)
  end
end

Pages.main(System.argv())
