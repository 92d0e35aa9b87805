defmodule Mistake do
  @moduledoc "A scenario that cannot be read: the message says in which file and line, what was expected, and what is there."
  defexception [:message]

  @doc "What an interpreter does with a word that it has not been taught; what it skipped would look like agreement."
  def unexpected(expected, got), do: raise(__MODULE__, message: "expected #{expected}, got: #{inspect(got)}")
end

defmodule Script do
  @moduledoc """
  A scenario file: a title, its rows, and steps, each the name of a process and an Erlang call. What Scenarios.java refuses is refused
  here, in the same words.
  """

  @most_steps 1_000

  defstruct [:title, :rows, steps: []]

  @doc "Reads a text; the name is what to call it in a message."
  def read(name, text) do
    lines = lines(name, text)
    [title, rows] = for {read, at} <- [{&title/2, 0}, {&rows/2, 1}], do: if(line = Enum.at(lines, at), do: read.(name, line))

    case Enum.drop(lines, 2) do
      [] -> mistake(name, line_at_end_of(text), "expected a title, a line 'rows: ...' and steps, got the end of the file")
      steps -> %Script{title: title, rows: rows, steps: name |> steps(steps) |> Enum.with_index(1)}
    end
  end

  # What is neither empty nor a comment. A line that begins with a space goes on with the one before it.
  defp lines(name, text) do
    if not String.valid?(text), do: mistake(name, line_at_end_of(valid_part(text)), "expected text in UTF-8, got bytes that are none")

    {lines, _goes_on?} =
      text
      |> String.split("\n")
      |> Enum.with_index(1)
      |> Enum.reduce({[], false}, fn {line, number}, {lines, goes_on?} ->
        case {String.trim(line), lines} do
          {"", _} ->
            {lines, false}

          {trimmed, [{before, number} | lines]} when goes_on? and binary_part(line, 0, 1) in [" ", "\t"] ->
            {[{before <> " " <> trimmed, number} | lines], true}

          {trimmed, _} ->
            cond do
              String.starts_with?(line, [" ", "\t"]) ->
                mistake(name, number, "expected a line that does not begin with a space: there is none before it to go on with")

              String.starts_with?(line, "#") ->
                {lines, goes_on?}

              true ->
                {[{trimmed, number} | lines], true}
            end
        end
      end)

    Enum.reverse(lines)
  end

  defp valid_part(text) do
    case :unicode.characters_to_binary(text) do
      {_error_or_incomplete, valid, _rest} -> valid
    end
  end

  defp line_at_end_of(text), do: length(:binary.matches(text, "\n")) + 1

  defp title(name, {"\uFEFF" <> _, number}), do: mistake(name, number, "expected a text, got a byte order mark before it")

  defp title(name, {line, number}) do
    if not String.ends_with?(line, "."), do: mistake(name, number, "expected a title, a sentence with its full stop, got: #{line}")
    line
  end

  defp rows(name, {line, number}) do
    rows = if String.starts_with?(line, "rows:"), do: line |> binary_part(5, byte_size(line) - 5) |> String.split(), else: []

    if rows == [] or not Enum.all?(rows, &Vocabulary.row?/1) or Enum.uniq(rows) != rows do
      mistake(name, number, "expected the rows that it shows, such as 'rows: L2 M1', got: #{line}")
    end

    rows
  end

  defp steps(name, lines) do
    {steps, _known} =
      Enum.map_reduce(Enum.with_index(lines, 1), MapSet.new([:Main]), fn {{line, number}, count}, known ->
        try do
          step = step(line)
          known = Vocabulary.check(step, known)
          if count > @most_steps, do: throw({:expected, "expected at most #{@most_steps} steps, got more"})
          {step, known}
        catch
          {:expected, text} -> mistake(name, number, text)
        end
      end)

    steps
  end

  # {subject, result variable or nil, function, arguments, text}
  defp step(line) do
    {subject, text} =
      case Regex.run(~r/^([A-Z]\w*): (.*)\z/, line) do
        [_, subject, text] -> {String.to_atom(subject), text}
        nil -> {nil, line}
      end

    try do
      {result, name, arguments} = Call.parse(text)
      {subject, result, name, arguments, shown(result, name, arguments, text)}
    catch
      {:expected, what} -> throw({:expected, "#{what}. A step is written 'A: function(arguments)'"})
    end
  end

  # What a server does is too long to be said again in the trace.
  defp shown(result, name, [made | _], _text) when name in [:server, :machine],
    do: if(result, do: "#{result} = ", else: "") <> "#{name}(#{Term.source(made)}, ...)"

  defp shown(_result, _name, _arguments, text), do: text

  defp mistake(name, line, text), do: raise(Mistake, message: "#{name}:#{line}: #{text}")
end
