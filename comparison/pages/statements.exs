defmodule Statements do
  @moduledoc """
  The statements of a block, each with its line and what the page says of it:
  `nil`, `{:value, text}` behind `# =>`, or `{:raises, text}` behind `# **`.
  """

  @doc "{:ok, [{line, quoted, said}]} or {:error, {line, message}}."
  def of({first, text}, file) do
    options = [file: file, line: first, token_metadata: true]

    with {:ok, quoted, comments} <- Code.string_to_quoted_with_comments(text, options),
         # Once more with literals in it, because only so the last line of a list, say, is known.
         {:ok, exact} <- Code.string_to_quoted(text, [literal_encoder: &{:ok, {:__block__, &2, [&1]}}] ++ options) do
      lines = exact |> flat() |> Enum.map(&lines/1)
      said = said(comments)
      statements = Enum.zip(flat(quoted), lines)
      nexts = Enum.drop(Enum.map(lines, &elem(&1, 0)), 1) ++ [:infinity]

      case stray(said, lines, nexts) do
        nil -> {:ok, for({{statement, {from, to}}, next} <- Enum.zip(statements, nexts), do: {from, statement, about(said, to, next)})}
        line -> {:error, {line, "expected # => or # ** once behind a whole statement, not inside one or twice"}}
      end
    else
      {:error, {position, message, token}} -> {:error, {position[:line] || first, "this is not Elixir: #{worded(message, token)}"}}
    end
  end

  defp worded({before, behind}, token), do: worded("#{before}#{token}#{behind}", "")
  defp worded(message, token), do: String.trim("#{message}#{token}")

  # Several statements are a block without a line of its own.
  defp flat({:__block__, [], statements}), do: statements
  defp flat(statement), do: [statement]

  defp lines(statement) do
    {_, lines} =
      Macro.prewalk(statement, [], fn
        {_, meta, _} = node, lines when is_list(meta) -> {node, lines_of(meta) ++ lines}
        node, lines -> {node, lines}
      end)

    Enum.min_max(lines)
  end

  defp lines_of(meta), do: for(line <- [meta[:line], meta[:end][:line], meta[:closing][:line], meta[:end_of_expression][:line]], line, do: line)

  # What goes on in the next line, further in, belongs to it.
  defp said(comments) do
    comments
    |> Enum.reduce([], fn
      %{text: "# => " <> value, line: line}, said -> [{line, line, :value, value} | said]
      %{text: "# ** " <> error, line: line}, said -> [{line, line, :raises, "** " <> error} | said]
      %{text: "#   " <> more, line: line}, [{first, last, kind, text} | said] when line == last + 1 -> [{first, line, kind, text <> "\n" <> more} | said]
      _, said -> said
    end)
    |> Enum.reverse()
  end

  defp about(said, to, next), do: Enum.find_value(said, fn {line, _, kind, text} -> if line >= to and line < next, do: {kind, text} end)

  defp stray(said, lines, nexts) do
    homes = for({line, _, _, _} <- said, do: {line, Enum.find(Enum.zip(lines, nexts), fn {{_, to}, next} -> line >= to and line < next end)})

    Enum.find_value(homes, fn {line, home} ->
      if home == nil or Enum.any?(homes, fn {other, its} -> other < line and its == home end), do: line
    end)
  end
end
