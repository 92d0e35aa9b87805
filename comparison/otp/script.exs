defmodule Script do
  @moduledoc "A scenario file: a title, its rows, and steps, each the name of a process and an Erlang call."

  defstruct [:title, :rows, steps: []]

  def read(text) do
    lines = text |> String.split("\n") |> Enum.reject(&String.starts_with?(&1, "#")) |> join() |> Enum.with_index(1)
    [{title, _}, {"rows:" <> rows, _} | steps] = Enum.reject(lines, fn {line, _} -> line == "" end)
    %Script{title: title, rows: String.split(rows), steps: steps |> Enum.map(&step/1) |> Enum.with_index(1)}
  end

  # A line that begins with a space goes on with the one before it.
  defp join(lines) do
    lines
    |> Enum.reduce([], fn
      " " <> _ = line, [before | lines] -> [before <> " " <> String.trim(line) | lines]
      line, lines -> [String.trim(line) | lines]
    end)
    |> Enum.reverse()
  end

  # {subject, result variable or nil, function, arguments, text}
  defp step({line, _number}) do
    case Regex.run(~r/^([A-Z]\w*): (.*)$/, line) do
      [_, subject, call] -> call(String.to_atom(subject), call)
      nil -> call(nil, line)
    end
  end

  defp call(subject, text) do
    {:ok, tokens, _} = :erl_scan.string(String.to_charlist(text <> "."))
    {:ok, [expression]} = :erl_parse.parse_exprs(tokens)

    case expression do
      {:match, _, {:var, _, result}, {:call, _, {:atom, _, name}, arguments}} -> {subject, result, name, arguments, text}
      # What a server does is too long to be said again in the trace.
      {:call, _, {:atom, _, name}, [{:var, _, made} | _] = arguments} when name in [:server, :machine] -> {subject, nil, name, arguments, "#{name}(#{made}, ...)"}
      {:call, _, {:atom, _, name}, arguments} -> {subject, nil, name, arguments, text}
    end
  end
end
